import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStage } from '../../../config/read-stage.ts';
import { out, packageWith, project, serverless, serverlessPackage } from './serverless.ts';

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe('packaging a stage', () => {
  it.each(['dev', 'staging', 'prod'])('given %s, its merged configuration is packaged', async (stage) => {
    const { code, output } = await serverlessPackage(stage);
    expect(code, output).toBe(0);
    expect(JSON.parse(readFileSync(join(project, 'dist/config.json'), 'utf8'))).toEqual(readStage(stage));
    // A zip has the names of its files uncompressed.
    const zip = readFileSync(join(out, stage, 'access-key-sweeper.zip'), 'latin1');
    expect(zip).toContain('dist/sweep.mjs.map');
    expect(zip).not.toContain('node_modules/');
  });

  it('given faults, packaging fails and lists every one', async () => {
    const { code, output } = await packageWith('mode: enfroce\neveryDays: 8\n');
    expect(code, output).not.toBe(0);
    expect(output).toContain('mode: expected one of report, enforce; found "enfroce"');
    expect(output).toContain('deploy.schedule: expected a longest gap of everyDays (8) days');
    expect(output).not.toContain('    at ');
  });

  it('given a stage without a file, packaging fails and names those there are', async () => {
    const { code, output } = await serverlessPackage('nowhere');
    expect(code, output).not.toBe(0);
    expect(output).toContain('config/nowhere.yml: expected a file; there is one for dev, prod, sandbox, staging');
  });
});

describe('the environment of osls', () => {
  it.each([
    ['eu-west-1', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-north-1' }],
    ['eu-north-1', { AWS_DEFAULT_REGION: 'eu-north-1' }],
    ['us-east-1', {}],
  ])('deploys to %s, given %o', async (region, variables) => {
    const { output } = await serverless(['print', '--path', 'provider.region', '--format', 'text'], variables);
    expect(output.trim()).toBe(region);
  });

  it('given an older Node, it says in one sentence what to do', async () => {
    const older = join(out, 'older.cjs');
    writeFileSync(older, "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });");
    const { code, output } = await serverless(['package'], { NODE_OPTIONS: `--require ${older}` });
    expect(code, output).not.toBe(0);
    expect(output.trim()).toMatch(/^access-key-sweeper needs Node 22\.18 or newer; this is 20\.20\.2\..*$/);
  });
});

describe('deploying the function only', () => {
  it('given the configuration that another stage left in dist, it deploys its own (G7)', async () => {
    const lambda = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ Configuration: { State: 'Active', LastUpdateStatus: 'Successful' } }));
    });
    await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
    writeFileSync(join(project, 'dist/config.json'), JSON.stringify(readStage('staging')));
    const { output } = await serverless(['deploy', 'function', '-f', 'sweep', '--stage', 'prod'], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      SLS_AWS_REQUEST_MAX_RETRIES: '0',
    });
    lambda.close();
    expect(output).toContain('Function code deployed');
    expect(JSON.parse(readFileSync(join(project, 'dist/config.json'), 'utf8'))).toEqual(readStage('prod'));
  });
});
