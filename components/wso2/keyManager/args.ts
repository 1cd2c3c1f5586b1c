import type { ArgsOf, DeclarationOf, FieldsWith } from "../../validation/declarations";
import type { keyManagerRows } from "./fields";
import type { Certificates } from "./values";

type Rows = typeof keyManagerRows;
type Options = FieldsWith<Rows, { option: true }>;

/** How the entry is managed; none of it is stored in WSO2. */
export type KeyManagerOptions = ArgsOf<Omit<Pick<Rows, Options>, "imported">>;

/** The fields of WSO2's Admin Portal for a Key Manager of type Auth0, by the names of its REST API. */
export type KeyManagerFields = ArgsOf<Omit<Rows, Options>>;

/** Fields that may be left out where `importEndpoints` fills them. */
type ImportableField =
  "tokenEndpoint" | "revokeEndpoint" | "clientRegistrationEndpoint" | "certificates";

/** Arguments of {@link KeyManager}. */
export type KeyManagerArgs = KeyManagerOptions &
  Omit<KeyManagerFields, ImportableField> &
  Partial<Pick<KeyManagerFields, ImportableField>>;

/** The fields with every output resolved, as the dynamic provider sees them. */
export type FieldValues = DeclarationOf<Omit<Rows, Options | "certificates">> & {
  /** What the gateway verifies tokens with. */
  readonly certificates: Certificates;
};

/** A declaration as the dynamic provider sees it. */
export type KeyManagerDeclaration = FieldValues &
  DeclarationOf<Omit<Pick<Rows, Options>, "imported">> & {
    /** What the well-known URL says, where fields are left to it. */
    readonly imported?: Imported;
  };

/** What a discovery document says. */
export interface Imported {
  /** The well-known URL. */
  readonly from: string;
  /** Its issuer. */
  readonly issuer?: string;
  /** What it says of the fields that are left to it. */
  readonly fields: Partial<FieldValues>;
}
