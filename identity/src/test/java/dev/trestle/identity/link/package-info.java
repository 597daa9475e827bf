/** Tests of the ledger of links. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.link;
