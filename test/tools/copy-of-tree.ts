import { cpSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Files that packaging does not need, or may be writing to. */
const leftOut = /^(node_modules|test|docs|dist|reports|coverage|\.(?!npmrc).*)$/;

/** Copies the working tree into `folder` and returns it: osls writes its bundle, and a test its stage file, into the tree. */
export function copyOfTree(folder: string): string {
  cpSync(root, folder, { recursive: true, filter: (file) => !leftOut.test(relative(root, file)) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
