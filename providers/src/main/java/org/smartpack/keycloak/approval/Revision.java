/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern MARK = Pattern.compile("(\\d{1,18})-([0-9a-f-]{36}):.*", Pattern.DOTALL);

    /** The latest write that left any of these keys. */
    static Revision latest(Collection<String> keys) {
        Revision latest = FIRST;
        for (String key : keys) {
            Revision revision = of(key);
            if (revision != FIRST && revision.compareTo(latest) > 0) {
                latest = revision;
            }
        }
        return latest;
    }

    private static Revision of(String key) {
        // Nearly every component was written once. The pattern would cost more than all the rest.
        if (key.isEmpty() || !Character.isDigit(key.charAt(0))) {
            return FIRST;
        }
        Matcher mark = MARK.matcher(key);
        return mark.matches() ? new Revision(Long.parseLong(mark.group(1)), mark.group(2)) : FIRST;
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
