import picomatch from 'picomatch';
import type { Config } from '../../config/schema.ts';
import type { Exemption, Plan } from '../model/plan.ts';
import { quoted } from '../model/quoted.ts';
import { isRegion } from '../model/ses-smtp.ts';
import type { User } from '../model/user.ts';
import { isProfile } from '../model/user-config.ts';
import type { UserTags } from '../model/user-tags.ts';

/** Returns why a user is left alone; undefined if it is not. Tags apply only to users whose tags were read. */
export function exemptionOf(
  { UserName, Path, evidence }: Pick<User, 'UserName' | 'Path' | 'evidence'>,
  config: Config,
  now: Date,
): Exemption | undefined {
  const { include, exempt } = config;
  if (!include.paths.some((prefix) => Path.startsWith(prefix)))
    return outside(`path ${quoted(Path)} is not in include.paths`);
  const glob = exempt.users.find((pattern) => isNamed(UserName, pattern));
  if (glob) return wanted(`the user name matches exempt.users ${glob}`);
  if (exempt.sesSmtpUsers && isNamed(UserName, sesSmtpUsers))
    return wanted(`the user name matches ${sesSmtpUsers} (exempt.sesSmtpUsers)`);
  const path = exempt.paths.find((pattern) => isBelow(Path, UserName, pattern));
  if (path) return wanted(`path ${quoted(Path)} matches exempt.paths ${path}`);
  if (!evidence) return undefined;
  const { tags } = evidence;
  if (include.tag !== null && !hasTag(tags.all, include.tag))
    return outside(`no tag ${include.tag} (include.tag)`);
  if (tags.exempt !== undefined && refusals.includes(tags.exempt.trim().toLowerCase()))
    return unclear(`its exempt tag says ${quoted(tags.exempt)}, which is not clear, so it is left alone`);
  if (tags.exempt !== undefined)
    return wanted(`tagged exempt: ${tags.exempt ? quoted(tags.exempt) : 'no reason given'}`);
  if (tags.holdUntil === 'unreadable') return unclear('its hold-until tag is no date, so it is left alone');
  if (tags.holdUntil && tags.holdUntil > now) return wanted(`on hold until ${tags.holdUntil.toISOString()}`);
  const strange = strangeTags(tags, include);
  if (strange) return unclear(strange);
  if (tags.profile !== undefined && !isProfile(tags.profile, config)) {
    const known = Object.keys(config.profiles).join(', ') || 'none';
    return unclear(
      `its profile tag says ${quoted(tags.profile)}, so it is left alone; known profiles: ${known}`,
    );
  }
  if (tags.sesSmtp !== undefined && !isRegion(tags.sesSmtp))
    return unclear(
      `its ses-smtp tag says ${quoted(tags.sesSmtp)}, which is no AWS Region, so it is left alone`,
    );
  return undefined;
}

/** The names that the SES console gives to users for SMTP (SES Developer Guide, "Obtaining Amazon SES SMTP credentials"). */
export const sesSmtpUsers = 'ses-smtp-user.*';

/** Values by which a person may mean that the user is not exempt; any other value is the reason why it is. */
const refusals = ['false', 'no', '0', 'off'];

const outside = (reason: string): Exemption => ({ kind: 'outside', reason });
const wanted = (reason: string): Exemption => ({ kind: 'wanted', reason });
const unclear = (reason: string): Exemption => ({ kind: 'unclear', reason });

/** Returns that the user has tags of which nothing is known; undefined if it has none. The tag of `include.tag` is known. */
function strangeTags({ unknown }: UserTags, { tag }: Config['include']): string | undefined {
  const included = tag?.toLowerCase().split('=')[0];
  const keys = unknown.filter((key) => key.toLowerCase() !== included).map(quoted);
  if (keys.length === 0) return undefined;
  return `nothing is known of its ${keys.length === 1 ? 'tag' : 'tags'} ${keys.join(', ')}, so it is left alone`;
}

/** Returns a line for each thing about the user's tags that cannot be understood, with what follows from it. */
export function unclearTags({ UserName, evidence, exemption, config }: Plan): string[] {
  const unclear = exemption?.kind === 'unclear' ? exemption.reason : undefined;
  // A user that is exempt for another reason may have a mistyped tag too.
  const strange = evidence && strangeTags(evidence.tags, config.include);
  const reasons = [unclear, strange].filter((reason) => reason !== undefined);
  return [...new Set(reasons)].map((reason) => `${UserName}: ${reason}`);
}

/**
 * True if a pattern matches a user's path, or its path and name. IAM's paths end with `/`, but people write `/ci` or `/ci/*`
 * and mean everything below. Paths compare with case, names without.
 */
export function isBelow(Path: string, UserName: string, pattern: string): boolean {
  const inLowerCase = pattern.replace(/[^/]*$/, (name) => name.toLowerCase());
  return (
    [Path, Path.slice(0, -1), Path + UserName].some((path) => matches(path, pattern)) ||
    matches(Path + UserName.toLowerCase(), inLowerCase)
  );
}

/** IAM user names are not distinguished by case (IAM User Guide, "IAM and AWS STS quotas"). */
export function isNamed(UserName: string, pattern: string): boolean {
  // With case too: without it, a pattern that excludes names, such as `!Robot-*`, would match fewer names.
  return matches(UserName, pattern) || matches(UserName, pattern, true);
}

/** By pattern, because to compile one takes longer than all else that is decided about most users. */
const matchers = new Map<string, (text: string) => boolean>();

function matches(text: string, pattern: string, nocase = false): boolean {
  const id = `${nocase} ${pattern}`;
  // `dot`, so that `*` also matches a user called `.robot`.
  const matcher = matchers.get(id) ?? picomatch(pattern, { dot: true, nocase });
  matchers.set(id, matcher);
  return matcher(text);
}

/** `wanted` is a tag key, or `key=value` with the first `=` between the two. */
export function hasTag(tags: ReadonlyMap<string, string>, wanted: string): boolean {
  const [key, ...value] = wanted.split('=') as [string, ...string[]];
  const found = tags.get(key.toLowerCase());
  return value.length === 0 ? found !== undefined : found === value.join('=');
}
