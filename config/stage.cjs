// Before anything that only Node 24 can read: people run osls by itself, not through a script of package.json.
require('../scripts/check-node.cjs');

/** What serverless.yml needs of the stage's merged, validated configuration: `${file(config/stage.cjs)}`. */
module.exports = async ({ resolveVariable }) => {
  const { deploy, include, secrets } = await readStage(await resolveVariable('sls:stage'));
  const { flexibleMinutes } = deploy;
  return {
    deploy,
    secrets,
    flexibleTimeWindow:
      flexibleMinutes > 0 ? { Mode: 'FLEXIBLE', MaximumWindowInMinutes: flexibleMinutes } : { Mode: 'OFF' },
    sweptUsers: include.paths.map((path) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:user${path}*`,
    })),
    // What is not set is not there at all.
    permissionsBoundary: deploy.roles.permissionsBoundary ?? noValue,
    reservedConcurrency: deploy.reservedConcurrency ?? noValue,
    hasAlarmEmail: String(isAddress(deploy.alarmEmail)),
    // Never empty: CloudFormation checks the subscription even where its condition leaves it out.
    alarmEmail: isAddress(deploy.alarmEmail) ? deploy.alarmEmail : 'nobody@example.com',
    hasSecretsKey: String(secrets.kmsKeyId !== null),
    // Never empty: CloudFormation checks the statement even where its condition leaves it out.
    secretsKey: { 'Fn::Sub': keyArn(secrets.kmsKeyId ?? 'none') },
  };
};

const noValue = { Ref: 'AWS::NoValue' };

function isAddress(alarmEmail) {
  return alarmEmail !== null && alarmEmail !== 'none';
}

/** A policy can name a key by its ARN only. */
function keyArn(key) {
  return key.startsWith('arn:')
    ? key
    : `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${key}`;
}

async function readStage(stage) {
  const { readStage: read } = await import('./read-stage.ts');
  try {
    return read(stage);
  } catch (error) {
    // osls prints the stack; people need the faults, not the way to them.
    error.stack = error.message;
    throw error;
  }
}
