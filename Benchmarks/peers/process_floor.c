/* The floor of starting a process: dynamic loading of libc, and nothing else.
 *
 *   process_floor
 */
int main(void) { return 0; }
