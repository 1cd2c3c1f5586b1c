import { readFileSync } from "node:fs";
import { declareStack, inputFile, type ProgramInput } from "./declareStack";

declareStack(JSON.parse(readFileSync(inputFile, "utf8")) as ProgramInput);
