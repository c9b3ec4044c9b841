import type { Evidence, LastUse } from './user.ts';

/** How AWS calls SES in the last use of a key. For SMTP, reports show the second as well. */
const sesServices: readonly string[] = ['ses', 'ses-smtp'];

/** True if the text has the form of an AWS Region, such as `eu-west-1` or `us-gov-west-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(text);
}

/**
 * Returns the Region in which the user may send mail by SMTP: that of its `ses-smtp` tag or, without one, of the latest use
 * of a key by SES. Undefined if nothing says so. Whether SES was called by SMTP or by API, a last use does not tell.
 */
export function sesSmtpRegion(evidence: Evidence | undefined): string | undefined {
  if (!evidence) return undefined;
  const { sesSmtp } = evidence.tags;
  if (sesSmtp !== undefined) return isRegion(sesSmtp) ? sesSmtp : undefined;
  return [...evidence.lastUse.values()]
    .filter(
      (use): use is LastUse => use !== null && sesServices.includes(use.service) && isRegion(use.region),
    )
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]?.region;
}
