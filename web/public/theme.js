// Runs before the first paint so that a chosen theme does not flash; its own file because the policy forbids inline scripts.
try {
  const theme = localStorage.getItem('plumbline.theme');
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's preference then holds.
}
