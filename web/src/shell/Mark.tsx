/** The mark: a plumb bob on its line. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <path d="M15 0h2v11h-2zM12 11h8v3h-8zM10 15h12v4l-6 13-6-13z" fill="currentColor" />
    </svg>
  );
}
