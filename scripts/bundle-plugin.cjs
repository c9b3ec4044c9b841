/** Validates the stage's configuration and bundles the function before osls zips what it finds. */
class BundlePlugin {
  constructor(serverless, _options, { log }) {
    const bundleStage = async () => {
      const { stage } = serverless.service.provider;
      const { readStage } = await import('../config/read-stage.ts');
      const { bundle } = await import('./bundle.ts');
      const { bytes } = await bundle(readStage(stage));
      log.notice(`Bundled the function with config/${stage}.yml: ${bytes} bytes`);
    };
    this.hooks = {
      'before:package:createDeploymentArtifacts': bundleStage,
      // `deploy function` packages by this way; without it, what another stage left in dist/ would be deployed.
      'before:package:function:package': bundleStage,
    };
  }
}

module.exports = BundlePlugin;
