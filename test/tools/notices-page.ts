import type { Notice } from '../../lib/notify/notice.ts';
import { alert, digests } from './digest-examples.ts';
import { examples, noticeOf } from './notice-examples.ts';

const introduction = `# Notices

Every notice once, as the code words it; \`npm run docs\` writes this page. The examples are about bob, whose keys are
in account 123456789012, stage \`prod\`, with the default settings. SQS, Lambda and HTTPS subscribers get the same as JSON.

A notice about several keys has the subject and the severity of the most urgent one. What is held or deferred is told in
the digest only, because an owner has nothing to do about it; so are exempt users with old keys. In report mode only the
digest goes out; in a freeze, also the reminders and warnings of what owners were told before.

# To owners
`;

/** CloudWatch writes alarms and Scheduler the watchdog's message; only this alert is of a sweep. */
const alertSection = `# The alert\n\nTo the alerts topic, as plain text. ${alert.subject}\n\n\`\`\`\n${alert.text}\n\`\`\`\n`;

/** Returns the text of `docs/notices.md`: every notice once, as the code words it. */
export function noticesPage(): string {
  const owners = examples.map(({ title, user, overrides, result }) => section(title, noticeOf(user, overrides, result)));
  return [introduction, ...owners, '# The digest\n', ...digests.map(([title, notice]) => section(title, notice)), alertSection].join('\n');
}

function section(title: string, notice: Notice | undefined): string {
  if (!notice) throw new Error(`No notice: ${title}`);
  const { subject, text, attributes } = notice;
  return `## ${title}\n\n\`${attributes.event}\`, ${attributes.severity}. ${subject}\n\n\`\`\`\n${text}\n\`\`\`\n`;
}
