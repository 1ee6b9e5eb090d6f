/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

/**
 * What {@code extensions} may say in a token that is made from an earlier one (IUA-JWT-7): nothing that the earlier
 * token lacked, and nothing that is no longer so. The earlier token is the first one of a grant that is refreshed, or
 * the subject token of an exchange. Purpose of use and consent can't be left out for that: where the two differ in
 * them, the request is refused.
 */
public final class ExtensionLimit {

    /** The claim of a refresh token that holds what the grant's first token said. */
    private static final String CLAIM = "smart_iua";

    /** The names of members that the client of an exchange took over, since it knew nothing of its own. */
    private static final String PASSED_ON = "passed_on";

    /** A token without one of these could be taken for one with more rights, so it is never just left out. */
    private static final Set<String> DECISIVE =
            Set.of(Member.PURPOSE_OF_USE.claim(), Member.DOC_ID.claim(), Member.ACP.claim(), Extensions.PATIENT);

    /** How the earlier token came to be, with what the caller is told of a decisive member. */
    private enum Origin {
        EXCHANGE(
                OAuthError.INVALID_REQUEST,
                "%s of the subject token is not one of this client's",
                "the subject token has no %s, unlike this client's own tokens"),
        GRANT(
                OAuthError.INVALID_GRANT,
                "%s of this grant no longer applies; sign in again",
                "this grant was made without %s; sign in again"),
        TICKET(OAuthError.INVALID_REQUEST, "", "a UMA ticket can't say %s, which it would need here");

        private final OAuthError error;
        private final String other;
        private final String added;

        Origin(OAuthError error, String other, String added) {
            this.error = error;
            this.other = other;
            this.added = added;
        }

        /** The earlier token's member is another one now, or gone. */
        Refusal other(String name) {
            return Refusal.because(error, String.format(other, name));
        }

        /** The earlier token doesn't have the member. */
        Refusal added(String name) {
            return Refusal.because(error, String.format(added, name));
        }
    }

    private final Map<?, ?> earlier;
    private final Predicate<String> stays;
    private final Origin origin;
    private final Set<String> passedOn = new LinkedHashSet<>();

    private ExtensionLimit(Map<?, ?> earlier, Predicate<String> stays, Origin origin) {
        this.earlier = earlier;
        this.stays = stays;
        this.origin = origin;
    }

    /**
     * For an exchange. What the subject token says stays where this client and the user's attributes say nothing.
     *
     * @param subject the subject token, if this realm has signed it and it is about the same user; without it, nothing
     *     may be said
     */
    public static ExtensionLimit ofExchange(Optional<AccessToken> subject) {
        return new ExtensionLimit(subject.map(ExtensionLimit::said).orElse(Map.of()), name -> true, Origin.EXCHANGE);
    }

    /**
     * For a UMA ticket, which says nothing.
     *
     * @param presented the access token that it is asked for with
     * @throws Refusal if that one has a purpose of use or a consent, which the ticket would lose
     */
    public static ExtensionLimit ofTicket(AccessToken presented) throws Refusal {
        ExtensionLimit nothing = new ExtensionLimit(Map.of(), name -> false, Origin.TICKET);
        Map<String, Object> said = new LinkedHashMap<>();
        said(presented).forEach((name, members) -> said.put(String.valueOf(name), members));
        nothing.limit(said);
        return nothing;
    }

    private static Map<?, ?> said(AccessToken token) {
        return token.getOtherClaims().get(Extensions.CLAIM) instanceof Map<?, ?> members ? members : Map.of();
    }

    /** For a refresh; empty if the grant was made before its refresh tokens held what the first token said. */
    public static Optional<ExtensionLimit> ofGrant(RefreshToken token) {
        if (!(token.getOtherClaims().get(CLAIM) instanceof Map<?, ?> said)) {
            return Optional.empty();
        }
        Collection<?> passed = said.get(PASSED_ON) instanceof Collection<?> names ? names : List.of();
        return Optional.of(new ExtensionLimit(said, passed::contains, Origin.GRANT));
    }

    /**
     * Takes out of the claim what goes too far.
     *
     * @param now the claim as a new grant would get it
     * @throws Refusal if purpose of use or consent are others now, were added or are gone
     */
    public Map<String, Object> limit(Map<String, Object> now) throws Refusal {
        Map<String, Object> limited = new LinkedHashMap<>();
        for (String name : Extensions.NAMES) {
            Map<String, Object> members = limited(members(earlier.get(name)), members(now.get(name)));
            if (!members.isEmpty()) {
                limited.put(name, members);
            }
        }
        return limited;
    }

    private Map<String, Object> limited(Map<String, Object> then, Map<String, Object> now) throws Refusal {
        for (String name : now.keySet()) {
            if (DECISIVE.contains(name) && !then.containsKey(name)) {
                throw origin.added(name);
            }
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : then.entrySet()) {
            String name = member.getKey();
            if (!now.containsKey(name) && stays.test(name)) {
                members.put(name, member.getValue());
                passedOn.add(name);
                continue;
            }
            Optional<Object> common = common(member.getValue(), now.get(name));
            if (common.isEmpty() && DECISIVE.contains(name)) {
                throw origin.other(name);
            }
            common.ifPresent(value -> members.put(name, value));
        }
        return members;
    }

    /** Of lists of Codings, those that both have, whatever their display is. */
    private static Optional<Object> common(Object then, Object now) {
        if (then instanceof List<?> codings && now instanceof List<?> current) {
            Set<Object> known = current.stream().map(ExtensionLimit::key).collect(Collectors.toSet());
            List<?> both =
                    codings.stream().filter(one -> known.contains(key(one))).toList();
            return both.isEmpty() ? Optional.empty() : Optional.of(both);
        }
        return then.equals(now) ? Optional.of(now) : Optional.empty();
    }

    private static Object key(Object coding) {
        return coding instanceof Map<?, ?> members
                ? List.of(String.valueOf(members.get("system")), String.valueOf(members.get("code")))
                : coding;
    }

    /** Writes into the refresh token of a new grant what its first access token says. */
    public static void begin(RefreshToken token, Map<String, Object> claim, Optional<ExtensionLimit> exchange) {
        Map<String, Object> said = new LinkedHashMap<>(claim);
        exchange.map(limit -> limit.passedOn)
                .filter(names -> !names.isEmpty())
                .ifPresent(names -> said.put(PASSED_ON, List.copyOf(names)));
        token.getOtherClaims().put(CLAIM, said);
    }

    /** Writes into the grant's next refresh token what the one before says; the access token may say less. */
    public static void keep(RefreshToken before, RefreshToken next) {
        Optional.ofNullable(before.getOtherClaims().get(CLAIM))
                .ifPresent(said -> next.getOtherClaims().put(CLAIM, said));
    }

    private static Map<String, Object> members(Object object) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
            members.values().removeIf(Objects::isNull);
        }
        return members;
    }
}
