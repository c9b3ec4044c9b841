import { forceRotation } from './how-to.ts';
import { freeSlot } from './slot-texts.ts';
import { type Text, warning } from './text.ts';
import type { Words } from './words.ts';

/** A text about something that somebody else did; the decision's concern says what, and what to do about it. */
function concernText(subject: (words: Words) => string): Text {
  return {
    severity: warning,
    subject,
    text: ({ id, concern }) => `About access key ${id}: ${concern.reason}.`,
    todo: ({ concern: { remedy } }) => (remedy ? [remedy] : []),
  };
}

export const secretForeign = concernText(() => 'a secret that is not yours has your name');
export const secretDeleted = concernText(() => 'the secret of your access key is scheduled for deletion');
export const secretGone: Text = {
  ...concernText(({ id }) => `the secret of ${id} is gone`),
  todo: (words) => {
    const { remedy } = words.concern;
    return remedy ? [remedy, ...freeSlot(words), forceRotation(words)] : [];
  },
};
export const valueReplaced = concernText(({ id }) => `somebody stored another value in place of ${id}`);
export const unvouched = concernText(({ id }) => `the secret has a version for ${id} that does not count`);
export const tagsRemoved = concernText(({ id }) => `a tag about ${id} is missing`);
export const reactivated = concernText(({ id }) => `${id} was made Active again`);

export const pointerLost: Text = {
  severity: warning,
  subject: () => 'your access keys are not replaced: it is not certain which secret is yours',
  text: ({ reason }) => `Nothing is done about your access keys, because ${reason}.`,
  todo: ({ remedy }) => [
    ...(remedy ? [`For whoever runs access-key-sweeper. ${remedy}`] : []),
    'Terraform removes tags that it does not know, unless its AWS provider has:\n' +
      '  ignore_tags { key_prefixes = ["access-key-sweeper:"] }',
  ],
};
