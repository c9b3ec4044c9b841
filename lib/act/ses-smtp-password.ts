import { createHmac } from 'node:crypto';

/**
 * Returns the SMTP password that belongs to a SecretAccessKey in a Region, as SES derives it (Amazon SES Developer Guide,
 * "Obtaining Amazon SES SMTP credentials"): a chain of HMAC-SHA256 as in Signature Version 4, with a fixed date and message.
 * It is as secret as the key.
 */
export function sesSmtpPassword(SecretAccessKey: string, region: string): string {
  const signature = ['11111111', region, 'ses', 'aws4_request', 'SendRawEmail'].reduce<Buffer>(
    (key, message) => createHmac('sha256', key).update(message).digest(),
    Buffer.from(`AWS4${SecretAccessKey}`),
  );
  const version = 0x04;
  return Buffer.from([version, ...signature]).toString('base64');
}
