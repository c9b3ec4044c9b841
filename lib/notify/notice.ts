import type { Config } from '../../config/schema.ts';

/** What notices need to know about a sweep. */
export type NoticeContext = {
  now: Date;
  accountId: string;
  /** The account's configuration; a user's plan has the user's own. */
  config: Config;
  /** The name of the stage. */
  environment: string;
  /** The ARN of the function that sweeps, for commands. */
  functionArn: string;
  /** True if a person stopped the sweep. */
  isStopped: boolean;
};

/** One notice as SNS sends it: text for people, data for programs, attributes for filter policies. */
export type Notice = {
  /** At most 99 printable ASCII characters. */
  subject: string;
  /** Plain sentences. */
  text: string;
  /** The same for programs. */
  data: Record<string, unknown>;
  /** Without empty values: SNS refuses them. */
  attributes: Record<string, string>;
};

export type Severity = 'info' | 'warning' | 'urgent';

/** Returns the `Message` for `MessageStructure: json`: the text by default, the data for programs. */
export function bodyOf({ text, data }: Notice): string {
  const json = JSON.stringify(data);
  return JSON.stringify({ default: text, sqs: json, lambda: json, https: json });
}

/** Returns a subject that SNS accepts: under 100 printable ASCII characters, no line break. One that is cut ends in `...`. */
export function subjectOf(text: string): string {
  const ascii = text.replaceAll(/[^ -~]/g, '?');
  return ascii.length > 99 ? `${ascii.slice(0, 96)}...` : ascii;
}

/** Returns the attributes that have a value. */
export function attributesOf(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** Returns the bytes that count against SNS's limit of 262,144: all bodies, and the names, types and values of attributes. */
export function sizeInBytes(notice: Notice): number {
  const attributes = Object.entries(notice.attributes).flatMap(([name, value]) => [name, 'String', value]);
  return [notice.subject, bodyOf(notice), ...attributes].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
}
