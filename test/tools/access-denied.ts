import { ServiceError } from '../../sandbox/services/service-error.ts';

/** How services say that a permission is missing which do not say AccessDenied 403, as IAM and STS do. */
const others: Record<string, [code: string, status: number]> = {
  lambda: ['AccessDeniedException', 403],
  scheduler: ['AccessDeniedException', 403],
  secretsmanager: ['AccessDeniedException', 400],
  sns: ['AuthorizationError', 403],
};

/** Returns AWS's answer to a caller who lacks the permission for an operation, such as `sns:Publish`. */
export function accessDenied(operation: string, message: string): ServiceError {
  const [code, status] = others[operation.split(':')[0]?.toLowerCase() ?? ''] ?? ['AccessDenied', 403];
  return new ServiceError(code, status, message);
}

/** True if a call was refused for want of a permission. */
export function isDenied(code: string | undefined): boolean {
  return code !== undefined && ['AccessDenied', 'AccessDeniedException', 'AuthorizationError'].includes(code);
}
