import { ServiceError } from './service-error.ts';

export type Attribute = { Name: string; Value: { DataType?: string; StringValue?: string } };

/** A data type may have a suffix of one's own (SNS Developer Guide, "Message attribute data types"). */
const dataType = /^(String|String\.Array|Number|Binary)(\.\S+)?$/;

/** Throws a ServiceError if a message attribute has no value or no known type (SNS API Reference, Publish, Errors). */
export function checkAttribute({ Name, Value: { DataType, StringValue } }: Attribute): void {
  const missing = DataType ? (StringValue ? undefined : 'value') : 'type';
  if (missing) {
    const what = `The message attribute '${Name}' must contain non-empty message attribute ${missing}.`;
    throw new ServiceError('ParameterValueInvalid', 400, what);
  }
  if (DataType && !dataType.test(DataType)) {
    const what = `The message attribute '${Name}' has an invalid message attribute type.`;
    throw new ServiceError('ParameterValueInvalid', 400, what);
  }
}
