import { Unzip, UnzipInflate, type Zippable, unzipSync, zipSync } from 'fflate';
import { UnusableFile } from './table';

/** A workbook of a province has some dozens of parts and some megabytes. */
const LIMITS = {
  entriesMax: 1_000,
  unpackedBytesMax: 128 * 1024 * 1024,
  /** Unpacked to packed, of the whole archive; sheets of numbers reach about 20. */
  ratioMax: 100,
  /** Below this a high ratio harms nobody. */
  ratioCountsFromBytes: 8 * 1024 * 1024,
};

const SLICE_BYTES = 64 * 1024;

/**
 * An archive that says the same and unpacks to a size known to be harmless. First its directory is
 * judged, then it is unpacked under a limit (a directory can lie), and what came out is packed anew,
 * so that whoever reads it next meets nothing that was not measured.
 * @throws UnusableFile for a bomb, and for an archive that is damaged or cut
 */
export function harmlessZip(bytes: Uint8Array): Uint8Array {
  const declared = readDirectory(bytes);
  if (declared.entries > LIMITS.entriesMax) {
    throw bomb(`it holds ${declared.entries} parts, at most ${LIMITS.entriesMax} are read`);
  }
  judgeSize('says that it unpacks', declared.unpackedBytes, bytes.length);
  const parts = unpack(bytes);
  if (Object.keys(parts).length !== declared.entries) throw damaged();
  return zipSync(parts, { level: 0 });
}

function readDirectory(bytes: Uint8Array): { entries: number; unpackedBytes: number } {
  const found = { entries: 0, unpackedBytes: 0 };
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith('/')) found.entries += 1;
        found.unpackedBytes += originalSize;
        return false;
      },
    });
  } catch {
    throw damaged();
  }
  return found;
}

function unpack(bytes: Uint8Array): Zippable {
  const chunks = new Map<string, Uint8Array[]>();
  let unpackedBytes = 0;
  let failure: Error | undefined;
  const unzip = new Unzip((part) => {
    if (part.name.endsWith('/')) return;
    const mine: Uint8Array[] = [];
    chunks.set(part.name, mine);
    part.ondata = (error, chunk) => {
      if (error) failure ??= damaged();
      if (error || failure) return;
      unpackedBytes += chunk.length;
      mine.push(chunk);
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      unzip.push(bytes.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length);
      judgeSize('unpacks', unpackedBytes, bytes.length);
    }
  } catch (error) {
    throw error instanceof UnusableFile ? error : damaged();
  }
  if (failure) throw failure;
  return Object.fromEntries([...chunks].map(([name, parts]) => [name, Buffer.concat(parts)]));
}

function judgeSize(says: string, unpacked: number, packed: number): void {
  if (unpacked > LIMITS.unpackedBytesMax) {
    throw bomb(`it ${says} to more than ${LIMITS.unpackedBytesMax / 1024 / 1024} MB`);
  }
  if (unpacked > LIMITS.ratioCountsFromBytes && unpacked > packed * LIMITS.ratioMax) {
    throw bomb(`it ${says} to more than ${LIMITS.ratioMax} times its size`);
  }
}

function bomb(why: string): UnusableFile {
  return new UnusableFile(
    `工作簿未被受理：解压后异常庞大，疑为恶意文件，请将工作表另存为 CSV。The workbook is refused: ${why}, as only files made to do harm do. Save the sheet as CSV.`,
  );
}

function damaged(): UnusableFile {
  return new UnusableFile(
    '工作簿已损坏或不完整，请用表格软件打开后重新保存。The workbook is damaged or cut off. Open it in the spreadsheet program and save it again.',
  );
}
