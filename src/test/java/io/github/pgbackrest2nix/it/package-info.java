/** What only the real programs can prove. Knows the files a user gets, not how they are made. */
@NullMarked
package io.github.pgbackrest2nix.it;

import org.jspecify.annotations.NullMarked;
