import type { Subscription } from '../account/subscriptions.ts';
import { refuse } from './sns.ts';

type Filter = Pick<Subscription, 'FilterPolicy' | 'FilterPolicyScope'>;

const scopes = ['MessageAttributes', 'MessageBody'] as const;

/**
 * Returns the filter in the attributes of a call; nothing if there is none, or an empty one. Throws a ServiceError if it is wrong
 * (SNS Developer Guide, "Subscription filter policies"), and for attributes that the sandbox does not keep.
 */
export function filterIn(attributes: readonly { key: string; value: string }[]): Filter {
  const {
    FilterPolicy: text,
    FilterPolicyScope,
    ...others
  } = Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
  const [other] = Object.keys(others);
  if (other) refuse(`Attributes Reason: The sandbox does not keep ${other}`);
  const scope = scopes.find((one) => one === FilterPolicyScope);
  if (FilterPolicyScope !== undefined && !scope)
    refuse('Attributes Reason: FilterPolicyScope: Invalid value');
  const FilterPolicy = policyIn(text || '{}', scope ?? 'MessageAttributes');
  if (Object.keys(FilterPolicy).length === 0) return {};
  return { FilterPolicy, ...(scope && { FilterPolicyScope: scope }) };
}

function policyIn(text: string, scope: (typeof scopes)[number]): Record<string, unknown> {
  const policy = parsed(text);
  for (const [key, value] of Object.entries(policy)) {
    if (Array.isArray(value) && value.length > 0) continue;
    if (Array.isArray(value)) refuse('Attributes Reason: FilterPolicy: Empty arrays are not allowed');
    if (scope === 'MessageBody' && typeof value === 'object' && value !== null) continue;
    refuse(`Attributes Reason: FilterPolicy: "${key}" must be an object or an array`);
  }
  return policy;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) return { ...policy };
  } catch {
    // Refused below, like JSON that is no object.
  }
  return refuse('Attributes Reason: FilterPolicy: failed to parse JSON.');
}
