import { refuse } from './sns.ts';

/** What each protocol needs of its endpoint, and what SNS says if it is another (SNS API Reference, Subscribe, Endpoint). */
const endpoints: Record<string, readonly [form: RegExp, complaint: string]> = {
  http: [/^http:\/\/\S+$/, 'Endpoint must match the specified protocol'],
  https: [/^https:\/\/\S+$/, 'Endpoint must match the specified protocol'],
  email: [/^[^\s@]+@[^\s@]+$/, 'Email address'],
  'email-json': [/^[^\s@]+@[^\s@]+$/, 'Email address'],
  sms: [/^\+?[\d\s()./-]+$/, 'Invalid SMS endpoint'],
  sqs: [/^arn:aws:sqs:[\w-]+:\d{12}:[\w.-]+$/, 'SQS endpoint ARN'],
  lambda: [/^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+$/, 'Lambda endpoint ARN'],
  firehose: [/^arn:aws:firehose:[\w-]+:\d{12}:deliverystream\/[\w.-]+$/, 'Firehose endpoint ARN'],
  application: [/^arn:aws:sns:[\w-]+:\d{12}:endpoint\/\S+$/, 'Application endpoint ARN'],
};

/** Throws a ServiceError unless SNS delivers by this protocol, to such an endpoint. */
export function checkEndpoint(Protocol: string, Endpoint: string): void {
  const known = endpoints[Protocol];
  if (!known) refuse(`Amazon SNS does not support this protocol string: ${Protocol}`);
  const [form, complaint] = known;
  if (!form.test(Endpoint)) refuse(complaint);
}

/** True if nobody has to confirm: somebody of the account owns the endpoint (SNS API Reference, Subscribe). */
export function isConfirmedAtOnce(Protocol: string): boolean {
  return !['http', 'https', 'email', 'email-json'].includes(Protocol);
}
