/** Something is on its way. The bar appears only after a moment, so that fast answers do not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <div className="loading" role="status">
      <span className="loading-bar" aria-hidden="true" />
      Loading {what}
    </div>
  );
}
