import type { Account } from '../account/account.ts';
import { ServiceError } from './service-error.ts';

type Create = { Content?: string; Description?: string; Name?: string; Type?: string };
type Attach = { PolicyId?: string; TargetId?: string };

/** The most characters of a service control policy (Organizations User Guide, "Quotas"). */
const longest = 5_120;

/** Creates a service control policy. It is kept and has no effect (Organizations API Reference, CreatePolicy). */
export function createPolicy({ controlPolicies, accountId }: Account, input: Create) {
  const { Content = '', Description = '', Name = '', Type } = input;
  if (Type !== 'SERVICE_CONTROL_POLICY') {
    throw new ServiceError('InvalidInputException', 400, 'The sandbox keeps service control policies only.');
  }
  if (!Name) throw new ServiceError('InvalidInputException', 400, 'A policy needs a name.');
  if (!isPolicy(Content)) {
    throw new ServiceError('MalformedPolicyDocumentException', 400, 'The policy is not valid JSON.');
  }
  if (Content.length > longest) {
    throw new ServiceError('ConstraintViolationException', 400, 'The policy is too long.');
  }
  if ([...controlPolicies.values()].some((one) => one.Name === Name)) {
    throw new ServiceError('DuplicatePolicyException', 400, 'A policy with this name exists.');
  }
  // An id has 10 letters and digits or more (Organizations API Reference, PolicySummary).
  const Id = `p-example${String(controlPolicies.size + 1).padStart(4, '0')}`;
  controlPolicies.set(Id, { Name, Content, targets: new Set() });
  const Arn = `arn:aws:organizations::${accountId}:policy/o-example000/service_control_policy/${Id}`;
  return { Policy: { PolicySummary: { Id, Arn, Name, Description, Type, AwsManaged: false }, Content } };
}

/** Attaches a service control policy to an account, a unit or a root; each can have it once. */
export function attachPolicy({ controlPolicies }: Account, { PolicyId = '', TargetId = '' }: Attach) {
  const policy = controlPolicies.get(PolicyId);
  if (!policy) throw new ServiceError('PolicyNotFoundException', 400, `There is no policy ${PolicyId}.`);
  if (!/^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/.test(TargetId)) {
    throw new ServiceError('InvalidInputException', 400, `${TargetId} is no account, unit or root.`);
  }
  if (policy.targets.has(TargetId)) {
    throw new ServiceError('DuplicatePolicyAttachmentException', 400, 'The policy is attached already.');
  }
  policy.targets.add(TargetId);
  return {};
}

function isPolicy(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
