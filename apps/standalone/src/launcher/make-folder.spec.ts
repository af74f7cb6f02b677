import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

describe('making a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'youlu-folder-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('makes all levels, and minds none that is there', () => {
    makeFolder(join(root, 'a/b/c'));
    makeFolder(join(root, 'a/b/c'));
    expect(existsSync(join(root, 'a/b/c'))).toBe(true);
  });

  it('throws where nothing can be made, also where Node would try for ever', () => {
    expect(() => makeFolder('/proc/youlu/state')).toThrow(/proc/);
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
    expect(() => makeFolder(join(root, 'dangling'))).toThrow(/EEXIST/);
  });
});
