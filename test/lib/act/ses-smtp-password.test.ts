import { expect, it } from 'vitest';
import { sesSmtpPassword } from '../../../lib/act/ses-smtp-password.ts';

// Values of terraform-provider-aws, TestSESSMTPPasswordFromSecretKeySigV4 (internal/service/iam/access_key_test.go).
it.each([
  ['some+secret+key', 'eu-central-1', 'BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2'],
  ['another+secret+key', 'eu-central-1', 'BBbphbrQmrKMx42d1N6+C7VINYEBGI5v9VsZeTxwskfh'],
  ['some+secret+key', 'us-west-1', 'BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj'],
  ['another+secret+key', 'us-west-1', 'BKVmjjMDFk/qqw8EROW99bjCS65PF8WKvK5bSr4Y6EqF'],
])('given %s in %s, the password is that of another implementation', (secret, region, password) => {
  expect(sesSmtpPassword(secret, region)).toBe(password);
});
