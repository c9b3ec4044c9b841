/** Returns the content type of a service's answers in the JSON protocol: SQS speaks version 1.0, all others 1.1. */
export function jsonType(service: string): string {
  return `application/x-amz-json-${service === 'sqs' ? '1.0' : '1.1'}`;
}

/** Services that write the field `message`, and the errors of theirs that do not, as AWS's models have it. */
const inSmallLetters: Record<string, readonly string[]> = {
  lambda: ['ResourceNotFoundException'],
  logs: [],
  sqs: [],
};

/** Returns the message of an error, in the field that the service has for it. */
export function messageOf(service: string, code: string, message: string): object {
  const isSmall = inSmallLetters[service]?.includes(code) === false;
  return isSmall ? { message } : { Message: message };
}
