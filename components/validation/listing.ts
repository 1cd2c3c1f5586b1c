const variable = "AUTH0_WSO2_IMPORT_LIST";

/** The environment of a preview that only tells what a program declares. */
export const listing = { [variable]: "true" };

/** Whether it is such a preview: what is there already is what is looked for, and refuses nothing. */
export const isListing = () => process.env[variable] === "true";
