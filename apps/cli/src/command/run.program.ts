import { basename } from 'node:path';
import { deadLetters } from '../dead-letters/dead-letters.program';
import { importDeclarations } from '../declarations/import-declarations.program';
import { DoorClient, type Patience, QuestionRefused, ServiceAway } from '../doors/door.client';
import { exportEvidence } from '../export/export-evidence.program';
import { importNetwork } from '../network/import-network.program';
import { importProducts } from '../products/import-products.program';
import { type Edition, importRegister } from '../register/import-register.program';
import { rebuild } from '../rebuild/rebuild.program';
import { writeCoverageFiles } from '../report/coverage.file';
import { coverageText } from '../report/coverage-text';
import { readCoverage } from '../report/coverage.query';
import { REPORT_WORDS } from '../report/report-words';
import type { ImportContext } from '../results/import-context';
import { ImportResult } from '../results/import-result';
import { resultJson, resultText } from '../results/print-result';
import { readTableFile } from '../tables/table.file';
import { UnusableFile } from '../tables/table';
import { audit, auditText, isUnbroken } from '../verify/audit.program';
import {
  isOfDiscarded,
  isOnlyNotCompared,
  matches,
  verificationText,
  verify,
} from '../verify/verify.program';
import { type ImportCommand, parseArguments, type ReportCommand, USAGE } from './arguments';
import { EXIT } from './exit-codes';

/** Where a program says things, and what differs from run to run. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly runId: string;
  readonly patience?: Patience;
}

/** Carries out one command; resolves to the exit code. */
export async function run(words: string[], surroundings: Surroundings): Promise<number> {
  const command = parseArguments(words);
  const { out, err, patience } = surroundings;
  try {
    switch (command.kind) {
      case 'help':
        out(USAGE);
        return EXIT.good;
      case 'refused':
        err(`${command.line}\n`);
        return EXIT.unusable;
      case 'report':
        return await report(command, new DoorClient(command.urls, patience), out);
      case 'export-evidence':
        await exportEvidence(command, new DoorClient(command.urls, patience), out);
        return EXIT.good;
      case 'verify': {
        const verified = await verify(command.file, new DoorClient(command.urls, patience));
        out(command.asJson ? json(verified) : verificationText(verified));
        if (isOnlyNotCompared(verified)) return EXIT.notCompared;
        if (isOfDiscarded(verified)) return EXIT.discarded;
        return matches(verified) ? EXIT.good : EXIT.linesRefused;
      }
      case 'audit': {
        const found = await audit(new DoorClient(command.urls, patience));
        out(command.asJson ? json(found) : auditText(found));
        return isUnbroken(found) ? EXIT.good : EXIT.linesRefused;
      }
      case 'rebuild':
        return await rebuild(command);
      case 'dead-letters': {
        const { urls, asJson } = command;
        const doors = new DoorClient(urls, patience);
        const done = await deadLetters(command, { doors, urls, asJson, out });
        return done ? EXIT.good : EXIT.linesRefused;
      }
      case 'import':
        return await importFiles(command, new DoorClient(command.urls, patience), surroundings);
    }
  } catch (error) {
    if (error instanceof ServiceAway) {
      err(`${error.said}\n`);
      return EXIT.serviceAway;
    }
    if (error instanceof UnusableFile || error instanceof QuestionRefused) {
      err(`${error.said}\n`);
      return EXIT.unusable;
    }
    throw error;
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

async function importFiles(
  { what, files, encoding, isDryRun, edition, asJson }: ImportCommand,
  doors: DoorClient,
  { out, runId }: Surroundings,
): Promise<number> {
  let refused = 0;
  for (const file of files) {
    const result = new ImportResult(what, file, isDryRun);
    const read = await readTableFile(file, encoding);
    result.format = read.format;
    const context = { doors, tables: read.tables, fileName: basename(file), isDryRun, runId };
    try {
      await importOne(what, context, edition, result);
    } finally {
      out(asJson ? resultJson(result) : resultText(result)); // also what was kept before a service went away
    }
    refused += result.refused.length;
  }
  return refused === 0 ? EXIT.good : EXIT.linesRefused;
}

async function importOne(
  what: ImportCommand['what'],
  context: ImportContext,
  edition: Edition | undefined,
  result: ImportResult,
): Promise<void> {
  switch (what) {
    case 'register':
      if (edition) await importRegister(context, edition, result);
      return;
    case 'network':
      return importNetwork(context, result);
    case 'declarations':
      return importDeclarations(context, result);
    case 'products':
      return importProducts(context, result);
  }
}

async function report(
  { scope, asOf, outDir, language, asJson }: ReportCommand,
  doors: DoorClient,
  out: (text: string) => void,
): Promise<number> {
  const rows = await readCoverage(doors, scope, asOf);
  if (outDir !== undefined) writeCoverageFiles(outDir, rows);
  out(asJson ? `${JSON.stringify(rows, null, 2)}\n` : coverageText(rows, REPORT_WORDS[language]));
  return EXIT.good;
}
