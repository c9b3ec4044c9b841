// Checks the Node version first: people also run osls directly, without a script of package.json.
require('../scripts/check-node.cjs');

/** Returns what serverless.yml needs of the stage's validated configuration, as `${file(config/stage.cjs)}`. */
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
    ledgerWriters: [{ 'Fn::GetAtt': ['SweepRole', 'Arn'] }, ...deploy.ledgerAdmins],
    // CloudFormation drops a property whose value is AWS::NoValue.
    permissionsBoundary: deploy.roles.permissionsBoundary ?? noValue,
    reservedConcurrency: deploy.reservedConcurrency ?? noValue,
    hasAlarmEmail: String(isAddress(deploy.alarmEmail)),
    // Never empty: CloudFormation validates the subscription even if its condition is false.
    alarmEmail: isAddress(deploy.alarmEmail) ? deploy.alarmEmail : 'nobody@example.com',
    hasSecretsKey: String(secrets.kmsKeyId !== null),
    // Never empty: CloudFormation validates the statement even if its condition is false.
    secretsKey: { 'Fn::Sub': keyArn(secrets.kmsKeyId ?? 'none') },
  };
};

const noValue = { Ref: 'AWS::NoValue' };

function isAddress(alarmEmail) {
  return alarmEmail !== null && alarmEmail !== 'none';
}

/** Returns the ARN of a KMS key given by id or ARN: a policy needs the ARN. */
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
    // osls prints the stack of an error; people need only the message.
    error.stack = error.message;
    throw error;
  }
}
