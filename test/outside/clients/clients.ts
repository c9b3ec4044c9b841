import { type Credentials, clientsFor, own } from '../../sandbox/aws.ts';
import type { Asked } from '../../sandbox/contract/row.ts';

/** One call of AWS. `service` is what Python and the AWS CLI call it, `operation` as `ListUsers`. */
type ClientCall = { endpoint: string; service: string; operation: string; input: object; credentials: Credentials };

/** Makes a call with a client that others wrote. Resolves to the output, or rejects as the SDK does. */
export type Send = (call: ClientCall) => Promise<object>;

/** What Python and the AWS CLI call the services. */
const services = {
  cloudFormation: 'cloudformation',
  iam: 'iam',
  lambda: 'lambda',
  logs: 'logs',
  scheduler: 'scheduler',
  secrets: 'secretsmanager',
  sns: 'sns',
  sqs: 'sqs',
  sts: 'sts',
} as const;

/** Returns the SDK's clients, whose commands `send` makes. */
export function clientsBy(send: Send, endpoint: string): Asked {
  const through = (service: string, credentials = own) => ({
    send: (command: { constructor: { name: string }; input: object }) => {
      const operation = command.constructor.name.replace(/Command$/, '');
      return send({ endpoint, service, operation, input: command.input, credentials });
    },
  });
  const clients = clientsFor({ endpoint });
  for (const [name, service] of Object.entries(services)) {
    // The SDK's own pages ask for a client of their service.
    Object.assign(clients[name as keyof typeof services], through(service));
  }
  return {
    ...clients,
    stsAs: (credentials) => Object.assign(clients.stsAs(credentials), through('sts', credentials)),
    organizations: (operation, input) => send({ endpoint, service: 'organizations', operation, input, credentials: own }),
  };
}
