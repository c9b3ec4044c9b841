/** Which secret is the user's, and which stage of the sweeper looks after it, as the user's tag says. */
export type Pointer = { arn: string; stage: string };

/** Returns the value of the pointer: `<ARN of the secret> <stage>`. */
export function pointerValue({ arn, stage }: Pointer): string {
  return `${arn} ${stage}`;
}

/** Returns what the value of a pointer says; undefined if there is no pointer. A value of another form names no secret. */
export function pointerIn(value: string | undefined): Pointer | undefined {
  if (value === undefined) return undefined;
  const [arn, ...stage] = value.split(' ') as [string, ...string[]];
  return { arn, stage: stage.join(' ') };
}

/** Returns the name of the secret that the pointer names: its ARN ends with it, a hyphen and six characters. */
export function secretNameIn({ arn }: Pointer): string {
  return arn.replace(/.*:secret:/, '').replace(/-\w{6}$/, '');
}

/** True if the pointer names a secret of this deployment, below its `secrets.prefix`. */
export function isOfDeployment(
  pointer: Pointer,
  { accountId, region, stage }: { accountId: string; region: string; stage: string },
  prefix: string,
): boolean {
  const [, , service, ...place] = pointer.arn.split(':');
  return (
    service === 'secretsmanager' &&
    pointer.stage === stage &&
    place.join(':').startsWith(`${region}:${accountId}:secret:${prefix}`)
  );
}
