/** The key, and its value, by which Pulumi marks an object that stands for a secret. */
export const [signature, secretSignature] = [
  "4dabf18193072939515e22adb298388d",
  "1b47061264138c4ac30d75fd1eb44270",
];
