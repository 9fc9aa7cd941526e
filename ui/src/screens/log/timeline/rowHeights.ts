/**
 * Heights of the rows of a very long list, of which only the drawn ones have been measured. Rows are counted from the
 * oldest (rank 0), because the log grows at its newest end: a new entry then renumbers nothing. A Fenwick tree keeps
 * every question at log n, so 100,000 rows cost what 1,000 do.
 */
export class RowHeights {
  private count = 0;
  private heights = new Float64Array(1024);
  /** tree[i] (one-based) is the sum of heights over (i - lowest bit of i, i]. */
  private tree = new Float64Array(1025);

  constructor(private readonly estimate: number) {}

  /** Rows in the list. */
  get length(): number {
    return this.count;
  }

  /** Height of all rows, px. */
  get total(): number {
    return this.below(this.count);
  }

  /** Makes the list this long: new rows get the estimate, rows that are gone are forgotten. */
  resize(count: number): void {
    if (count < this.count) this.shrink(count);
    this.makeRoom(count);
    while (this.count < count) {
      this.heights[this.count] = this.estimate;
      this.count += 1;
      const i = this.count;
      let sum = this.estimate;
      for (let child = i - 1; child > i - (i & -i); child -= child & -child) sum += this.tree[child] ?? 0;
      this.tree[i] = sum;
    }
  }

  private shrink(count: number): void {
    const kept = this.heights.slice(0, count);
    this.count = 0;
    this.resize(count);
    kept.forEach((height, rank) => {
      this.measure(rank, height);
    });
  }

  private makeRoom(count: number): void {
    if (count <= this.heights.length) return;
    const room = Math.max(count, this.heights.length * 2);
    const heights = new Float64Array(room);
    const tree = new Float64Array(room + 1);
    heights.set(this.heights.subarray(0, this.count));
    tree.set(this.tree.subarray(0, this.count + 1));
    this.heights = heights;
    this.tree = tree;
  }

  /** Takes a measured height, px. True when it was not what had been thought. */
  measure(rank: number, height: number): boolean {
    const before = this.heights[rank];
    if (rank >= this.count || before === undefined || Math.abs(before - height) < 0.5) return false;
    this.heights[rank] = height;
    for (let i = rank + 1; i <= this.count; i += i & -i) this.tree[i] = (this.tree[i] ?? 0) + height - before;
    return true;
  }

  /** Sum of the heights of ranks 0 to rank - 1. */
  private below(rank: number): number {
    let sum = 0;
    for (let i = rank; i > 0; i -= i & -i) sum += this.tree[i] ?? 0;
    return sum;
  }

  /** Distance of a row's upper edge from the top, px; index 0 is the newest row. */
  top(index: number): number {
    return this.total - this.below(this.count - index);
  }

  /** The row at this distance from the top; the nearest one when it lies outside. */
  indexAt(y: number): number {
    if (this.count === 0) return 0;
    const fromBottom = this.total - Math.max(0, y);
    // The most rows from the oldest whose heights stay under the line.
    let rows = 0;
    let sum = 0;
    for (let step = 1 << (31 - Math.clz32(this.count)); step > 0; step >>= 1) {
      const next = rows + step;
      const more = this.tree[next] ?? 0;
      if (next <= this.count && sum + more < fromBottom) {
        rows = next;
        sum += more;
      }
    }
    return Math.min(this.count - 1, Math.max(0, this.count - 1 - rows));
  }
}
