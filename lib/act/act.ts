import { create } from './create.ts';
import { deactivate } from './deactivate.ts';
import { deleteKey } from './delete-key.ts';
import { finish } from './finish.ts';
import { mark } from './mark.ts';
import type { ActResult, Task } from './task.ts';

/** Carries out one decision. Throws Deferred if the user changed since the decision; any other error means that the act failed. */
export async function act(task: Task): Promise<ActResult> {
  const { action } = task.decision;
  switch (action) {
    case 'keep':
    case 'flag':
      return { outcome: 'none' };
    case 'finish':
      return finish(task);
    case 'delete':
      return deleteKey(task);
    case 'create':
      return create(task);
    case 'deactivate':
      return deactivate(task);
    case 'mark':
      return mark(task);
    default:
      throw new Error(`No act for ${action satisfies never}`);
  }
}
