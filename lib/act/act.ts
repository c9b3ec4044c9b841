import { create } from './create-key.ts';
import { deactivate } from './deactivate-key.ts';
import { deleteKey } from './delete-key.ts';
import { finish } from './finish-key.ts';
import { mark } from './mark-inactive.ts';
import { noteRefusal } from './note-refusal.ts';
import type { ActResult, Task } from './task.ts';

/** Carries out one decision. Throws Deferred if a later sweep has to do it; any other error means that the act failed. */
export async function act(task: Task): Promise<ActResult> {
  const { action } = task.decision;
  switch (action) {
    case 'keep':
    case 'flag':
      return { outcome: 'none' };
    case 'finish':
      return noteRefusal(task, finish);
    case 'delete':
      return deleteKey(task);
    case 'create':
      return noteRefusal(task, create);
    case 'deactivate':
      return deactivate(task);
    case 'mark':
      return mark(task);
    default:
      throw new Error(`No act for ${action satisfies never}`);
  }
}
