import { type Filter, type MessageKind, mayPass } from '../model/filter-policy.ts';
import type { User } from '../model/user.ts';
import type { NoticeContext, Severity } from './notice.ts';
import { ownerTexts } from './owner/texts-by-event.ts';

/** The attributes that all notices of a stage have. */
type Stage = Pick<NoticeContext, 'environment' | 'accountId'>;

const severities = ['info', 'warning', 'urgent'] satisfies Severity[];
const anyText = { known: [], isOpen: true };
const anyTextOrNone = { known: [undefined], isOpen: true };

/** True if a notice to the owner of some user, now there or not, passes the filter: it is not limited to digests. */
export function hearsOwners(filter: Filter, stage: Stage): boolean {
  return mayPass(filter, { ...ownerNotice(stage), userName: anyText, owner: anyTextOrNone });
}

/** True if a notice about this user passes the filter. Any owner will do if the user's tags were not read. */
export function hearsUser(
  filter: Filter,
  { UserName, evidence }: Pick<User, 'UserName' | 'evidence'>,
  stage: Stage,
): boolean {
  const owner = evidence ? { known: [evidence.tags.owner || undefined] } : anyTextOrNone;
  return mayPass(filter, { ...ownerNotice(stage), userName: { known: [UserName] }, owner });
}

/** True if digests pass the filter. */
export function hearsDigests(filter: Filter, stage: Stage): boolean {
  return mayPass(filter, { ...common(stage), event: { known: ['digest'] } });
}

function ownerNotice(stage: Stage): MessageKind {
  return { ...common(stage), event: { known: Object.keys(ownerTexts) } };
}

function common({ environment, accountId }: Stage): MessageKind {
  return {
    environment: { known: [environment] },
    accountId: { known: [accountId] },
    severity: { known: severities },
  };
}
