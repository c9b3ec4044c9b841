/** What SNS carries of one notice: words for people, data for machines, attributes for filter policies. */
export type Notice = {
  /** At most 99 printable ASCII characters. */
  subject: string;
  /** Plain sentences. */
  text: string;
  /** The same for machines. */
  data: Record<string, unknown>;
  /** No empty values: SNS refuses them. */
  attributes: Record<string, string>;
};

export type Severity = 'info' | 'warning' | 'urgent';

/** What goes to SNS as `Message` with `MessageStructure: json`: text by default, data where machines listen. */
export function bodyOf({ text, data }: Notice): string {
  const json = JSON.stringify(data);
  return JSON.stringify({ default: text, sqs: json, lambda: json, https: json });
}

/** A subject that SNS accepts: under 100 characters, printable ASCII, no line break; one that is cut says so. */
export function subjectOf(text: string): string {
  const ascii = text.replaceAll(/[^ -~]/g, '?');
  return ascii.length > 99 ? `${ascii.slice(0, 96)}...` : ascii;
}

/** Attributes without those that have nothing to say. */
export function attributesOf(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What counts against SNS's limit of 262,144 bytes: all bodies, names, types and values of attributes. */
export function sizeInBytes(notice: Notice): number {
  const attributes = Object.entries(notice.attributes).flatMap(([name, value]) => [name, 'String', value]);
  return [notice.subject, bodyOf(notice), ...attributes].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
}
