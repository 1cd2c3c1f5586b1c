/** Whether an answer is an object. */
export function isObject(answer: unknown): answer is object {
  return typeof answer === "object" && answer !== null;
}

/** Whether an answer is an object that has a property. */
export function isObjectWith(property: string, answer: unknown): boolean {
  return isObject(answer) && property in answer;
}
