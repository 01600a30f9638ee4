/* The system's libyaml, found through pkg-config (yaml-0.1). A header of our own because a module map
   can't name a header by a search path that differs between distributions. */
#include <yaml.h>
