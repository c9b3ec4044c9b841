import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../../config/input-error.ts';
import { tagUser } from '../../lib/act/tag-user.ts';
import { concurrency } from '../../lib/aws/deps.ts';
import { wrapError } from '../../lib/aws/errors.ts';
import type { Failure } from '../../lib/model/plan.ts';
import { type Connection, connect } from '../stage/connection.ts';
import { readPinnedStage } from '../stage/pinned-account.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { isAgreed, isTerminal } from '../terminal/consent.ts';
import { print, printError } from '../terminal/print.ts';
import { progressOn } from '../terminal/progress.ts';
import { columnsOf } from '../terminal/width.ts';
import * as text from './adopt-text.ts';
import { type Adopted, adoptionOf, type Decided } from './adoption.ts';
import type { Circumstances } from './adoption-refusals.ts';
import { type Candidate, readCandidates, readPointers } from './candidate.ts';
import { candidateText } from './candidate-text.ts';

export type AdoptOptions = StageOptions & { user: string[]; secret?: string; yes?: true };

/**
 * Shows the secrets, asks for consent, and sets the tags by which sweeps believe them. Returns the exit code: 1 if a user was
 * refused, consent was refused, or something failed; else 0. Throws an InputError before anything is done if the options
 * are invalid.
 */
export async function runAdopt(options: AdoptOptions): Promise<number> {
  readPinnedStage(options.stage);
  const isAsked = mustAsk(options, isTerminal());
  const connection = await connect(options);
  const agree = isAsked ? (question: string) => isAgreed(question) : async () => true;
  return adopt(connection, options, { agree, clock: () => new Date() });
}

/** True if --yes is missing. Throws an InputError if the options are invalid, or if nobody can be asked. */
export function mustAsk(
  { user, secret, yes }: Pick<AdoptOptions, 'user' | 'secret' | 'yes'>,
  hasTerminal: boolean,
): boolean {
  if (secret !== undefined && new Set(user).size > 1)
    throw new InputError('--secret needs exactly one --user: a secret belongs to one user only.');
  if (yes) return false;
  if (hasTerminal) return true;
  throw new InputError(
    'This changes which secrets sweeps believe, and there is no terminal to ask on: add --yes.',
  );
}

/** Asks a person, and tells the time. */
type Means = { agree: (question: string) => Promise<boolean>; clock: () => Date };

/** Does what `runAdopt` does once the account is known. Returns the exit code. */
export async function adopt(
  connection: Connection,
  { user, secret }: Pick<AdoptOptions, 'user' | 'secret'>,
  { agree, clock }: Means,
): Promise<number> {
  const { progress, clear } = progressOn();
  const deps = { ...connection.clients, clock, concurrency, progress };
  const means = { connection, deps };
  const { candidates, userNames } = await readCandidates(means, {
    users: [...new Set(user)],
    secret,
  }).finally(clear);
  const known = {
    ...connection,
    deployment: connection,
    asked: secret,
    userNames,
    pointers: new Map(),
    now: clock(),
  };
  const isAnyLeft = decide(candidates, known).some(isAdopted);
  const pointers = isAnyLeft
    ? await readPointers([...userNames.values()], candidates, deps).finally(clear)
    : new Map();
  const decided = decide(candidates, { ...known, pointers });
  print(decided.map((one) => candidateText(one, columnsOf())).join('\n\n'));
  const wanted = decided.filter(isAdopted);
  const isRefused = decided.some(({ adoption }) => adoption.kind === 'refused');
  if (wanted.length === 0) return isRefused ? 1 : 0;
  print(`\n${text.warningText(columnsOf())}\n`);
  if (!(await agree(text.questionText(wanted, connection)))) {
    printError('Nothing was done.');
    return 1;
  }
  // A person may take long to answer.
  const users = wanted.map(({ candidate }) => candidate.user.UserName);
  const later = await readCandidates(means, { users, secret }).finally(clear);
  const isDone = await write(wanted, decide(later.candidates, { ...known, pointers }), connection);
  return isDone && !isRefused ? 0 : 1;
}

function decide(candidates: readonly Candidate[], circumstances: Circumstances): Decided[] {
  return candidates.map((candidate) => ({ candidate, adoption: adoptionOf(candidate, circumstances) }));
}

function isAdopted(one: Decided): one is Decided<Adopted> {
  return one.adoption.kind === 'adopt';
}

/** Sets the tags of each user for whom the same is decided as before. Returns false if one of them has no tags now. */
async function write(
  wanted: readonly Decided<Adopted>[],
  again: readonly Decided[],
  { clients }: Connection,
): Promise<boolean> {
  const failures: Failure[] = [];
  let areSame = true;
  for (const one of wanted) {
    const { UserName } = one.candidate.user;
    const later = again.find(({ candidate }) => candidate.user.UserName === UserName);
    if (!isDeepStrictEqual(later?.adoption, one.adoption)) {
      printError(text.changedText(one));
      areSame = false;
      continue;
    }
    try {
      await tagUser(UserName, one.adoption.tags, { deps: clients });
      print(text.adoptedText(one, columnsOf()));
    } catch (thrown) {
      failures.push({ UserName, error: wrapError('TagUser', thrown) });
    }
  }
  for (const sentence of text.failureTexts(failures)) printError(sentence);
  return areSame && failures.length === 0;
}
