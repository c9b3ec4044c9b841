import type { Concern, RuleName } from '../../model/plan.ts';
import {
  pointerLost,
  reactivated,
  secretDeleted,
  secretForeign,
  secretGone,
  tagsRemoved,
  unvouched,
  valueReplaced,
} from './concern-texts.ts';
import {
  deactivated,
  deleted,
  inactive,
  inactiveCurrent,
  orphan,
  retired,
  retiredInUse,
} from './ended-texts.ts';
import { created, inTheWay, inUse, unfinished, unused, waiting, withdrawn } from './replaced-texts.ts';
import { noSlot, twoInUse } from './slot-texts.ts';
import { failed, late, unfinishable, unknownStatus, untaggable, unwritable } from './stuck-texts.ts';
import type { Text } from './text.ts';

/**
 * The rules of which an owner is notified, four events that may come instead of an act, a promise that no longer
 * holds, and concerns.
 */
export type OwnerEvent =
  | Exclude<RuleName, 'exempt' | 'other-deployment' | 'in-flight' | 'fresh'>
  | 'failed'
  | 'unwritable'
  | 'unfinishable'
  | 'untaggable'
  | 'withdrawn'
  | Concern['kind'];

/** The text of each event. If a user has several events of the highest severity, the first in this order gives the subject. */
export const ownerTexts: Record<OwnerEvent, Text> = {
  failed,
  unwritable,
  unfinishable,
  untaggable,
  'pointer-lost': pointerLost,
  'secret-foreign': secretForeign,
  'secret-deleted': secretDeleted,
  'secret-gone': secretGone,
  'value-replaced': valueReplaced,
  unvouched,
  'tags-removed': tagsRemoved,
  reactivated,
  'superseded-in-use': inUse,
  'superseded-done': deactivated,
  'in-the-way-done': deactivated,
  'unused-done': retired,
  'retired-in-use': retiredInUse,
  create: created,
  unfinished,
  withdrawn,
  'two-in-use': twoInUse,
  late,
  'unknown-status': unknownStatus,
  'inactive-current': inactiveCurrent,
  'in-the-way': inTheWay,
  'superseded-waiting': waiting,
  'unused-waiting': unused,
  'inactive-unmarked': inactive,
  'inactive-waiting': inactive,
  'inactive-past-delete': deleted,
  'inactive-in-the-way': deleted,
  orphan,
  // What frees the slot comes first.
  'no-slot': noSlot,
};
