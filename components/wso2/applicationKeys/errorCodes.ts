import { Wso2Error } from "../rest/errors";

/** A Key Manager that is unknown, disabled, or, where keys are mapped, not loaded yet. */
const notRegistered = 901403;

/** A Key Manager that is not loaded yet, where keys are changed. */
const notInitialized = 900606;

/** Keys of the application for the Key Manager, or of another one with the same client. */
const mappingExists = 901409;

const hasCode = (error: unknown, code: number) => error instanceof Wso2Error && error.code === code;

export const saysNotRegistered = (error: unknown) => hasCode(error, notRegistered);

export const saysNotInitialized = (error: unknown) => hasCode(error, notInitialized);

export const saysMappingExists = (error: unknown) => hasCode(error, mappingExists);
