import { existsSync, readFileSync, readdirSync } from 'node:fs';

interface Resident {
  ownKb: number;
  sharedKb: number;
}

/**
 * Resident memory by process in MB, its descendants included (Linux; elsewhere nothing). Memory
 * that processes of one tree share, as PostgreSQL's buffers, is counted once.
 */
export function resourcesOf(pids: Record<string, number | undefined>): Record<string, number> {
  if (!existsSync('/proc/self/status')) return {};
  const children = childrenByParent();
  const result: Record<string, number> = {};
  for (const [name, pid] of Object.entries(pids)) {
    if (pid === undefined) continue;
    const others = new Set(Object.values(pids).filter((other) => other !== pid));
    let own = 0;
    let shared = 0;
    for (const member of treeOf(pid, children, others)) {
      const { ownKb, sharedKb } = residentOf(member);
      own += ownKb;
      shared = Math.max(shared, sharedKb);
    }
    result[name] = Math.round((own + shared) / 1024);
  }
  return result;
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!(pid > 0)) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** The process and its descendants, without the trees of others that are counted by themselves. */
function treeOf(root: number, children: Map<number, number[]>, others: Set<unknown>): number[] {
  const tree = [root];
  for (let i = 0; i < tree.length; i += 1) {
    const next = children.get(tree[i] ?? 0) ?? [];
    tree.push(...next.filter((pid) => !others.has(pid)));
  }
  return tree;
}

function residentOf(pid: number): Resident {
  const status = statusOf(pid);
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { ownKb: field('RssAnon') + field('RssFile'), sharedKb: field('RssShmem') };
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return ''; // ended between the listing and the look
  }
}
