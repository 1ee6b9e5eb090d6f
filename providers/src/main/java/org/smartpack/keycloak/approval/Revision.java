/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.IntPredicate;

/**
 * Tells which of a component's stored values belong together. When a component is written more than once in one
 * transaction, Keycloak's database layer can leave the values of an earlier write beside those of the last one, in no
 * order. Each write therefore marks its keys, and only those of the latest count.
 *
 * @param number how many writes came before
 * @param token tells two writes of the same number apart; two nodes can write at the same time
 */
record Revision(long number, String token) implements Comparable<Revision> {

    /** The first write of a component, whose keys have no mark. */
    static final Revision FIRST = new Revision(0, "");

    /** So that the number is a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private static final int TOKEN_LENGTH = 36;

    /** The latest write that left any of these keys. */
    static Revision latest(Collection<String> keys) {
        Revision latest = FIRST;
        String mark = "";
        for (String key : keys) {
            // All keys of a write begin alike.
            if (mark.isEmpty() || !key.startsWith(mark)) {
                Revision revision = of(key);
                if (revision != FIRST && revision.compareTo(latest) > 0) {
                    latest = revision;
                    mark = latest.mark();
                }
            }
        }
        return latest;
    }

    /** Reads the mark by hand, because this is done for every setting in every request. */
    private static Revision of(String key) {
        int dash = key.indexOf('-');
        int end = dash + 1 + TOKEN_LENGTH;
        if (dash < 1 || dash > MAX_DIGITS || !key.startsWith(":", end)) {
            return FIRST;
        }
        String number = key.substring(0, dash);
        String token = key.substring(dash + 1, end);
        return hasOnly(number, Revision::isDigit) && hasOnly(token, c -> c == '-' || isDigit(c) || c >= 'a' && c <= 'f')
                ? new Revision(Long.parseLong(number), token)
                : FIRST;
    }

    private static boolean hasOnly(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Another write after this one. */
    Revision next() {
        return new Revision(number + 1, UUID.randomUUID().toString());
    }

    /** What the keys of this write begin with. */
    String mark() {
        return equals(FIRST) ? "" : number + "-" + token + ":";
    }

    @Override
    public int compareTo(Revision other) {
        return Comparator.comparingLong(Revision::number)
                .thenComparing(Revision::token)
                .compare(this, other);
    }
}
