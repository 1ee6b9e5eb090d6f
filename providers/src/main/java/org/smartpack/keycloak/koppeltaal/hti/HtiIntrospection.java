/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.clientauth.SingleUse;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.koppeltaal.audit.Audit;
import org.smartpack.keycloak.koppeltaal.audit.Occurrence;
import org.smartpack.keycloak.koppeltaal.audit.Outcome;
import org.smartpack.keycloak.koppeltaal.audit.Step;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.koppeltaal.introspection.IntrospectableTokens;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;

/**
 * Introspection of HTI launch tokens (KT-HTI-5, INTRO-KT-6 to 10): a module without personal data introspects the token
 * that a portal posted to it, instead of logging the user in. It doesn't matter whether the token was used for a
 * launch.
 */
public final class HtiIntrospection implements IntrospectableTokens {

    private static final Logger LOG = Logger.getLogger(HtiIntrospection.class);
    private static final String PREFIX = "smart-hti-introspected:";
    /**
     * Claims that are never shown. A portal can sign anything, but nobody must mistake its token for one that gives
     * access.
     */
    private static final Set<String> ACCESS = Set.of(
            "scope",
            "client_id",
            "username",
            "token_type",
            "type",
            "azp",
            "cnf",
            "act",
            "may_act",
            "realm_access",
            "resource_access",
            "authorization",
            "permissions");

    private static final List<String> DATES = List.of("exp", "iat", "nbf");

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;

    public HtiIntrospection(KeycloakSession session, KoppeltaalDomain domain) {
        this.session = session;
        this.domain = domain;
    }

    /**
     * The claims of an HTI token of this domain, for the application whose Device it names; only once if the domain is
     * so configured.
     *
     * @return empty for any other text, and for any other caller
     */
    @Override
    public Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event) {
        HtiToken hti;
        HtiTokens tokens = new HtiTokens(session);
        try {
            hti = tokens.verify(token);
        } catch (InvalidTokenException e) {
            if (tokens.isOfPortal(token)) {
                report(Outcome.REFUSED, e.getMessage(), caller, Optional.empty());
            }
            return inactive(e.getMessage());
        }
        if (!hti.device().equals("Device/" + caller.getClientId())) {
            return inactive("aud is another application's Device", hti, caller);
        }
        if (ACCESS.stream().anyMatch(hti.claims()::has) || hti.expires() <= Time.currentTimeSeconds()) {
            LOG.debug("HTI token not introspected: it has expired, or has claims of an access token");
            return Optional.empty();
        }
        if (domain.introspectOnce()) {
            try {
                use(hti, caller);
            } catch (Refusal e) {
                return inactive("can't be introspected again: " + e.getMessage(), hti, caller);
            }
        }
        report(Outcome.SUCCESS, "the launch token is valid", caller, Optional.of(hti));
        event.detail(Details.TOKEN_TYPE, "HTI");
        ObjectNode claims = hti.claims().deepCopy();
        // The endpoint decides about this member.
        claims.remove("active");
        wholeSeconds(claims);
        return Optional.of(JsonSerialization.mapper.convertValue(claims, OBJECT));
    }

    /**
     * RFC 7662 section 2.2 requires integers, but a JWT may have fractions. That the claims are numbers has been
     * checked.
     */
    private static void wholeSeconds(ObjectNode claims) {
        for (String name : DATES) {
            if (claims.has(name)) {
                claims.put(name, (long) Math.floor(claims.get(name).doubleValue()));
            }
        }
    }

    private Optional<Map<String, Object>> inactive(String cause, HtiToken hti, ClientModel caller) {
        report(Outcome.REFUSED, cause, caller, Optional.of(hti));
        return inactive(cause);
    }

    private static Optional<Map<String, Object>> inactive(String cause) {
        LOG.debugf("HTI token not introspected: %s", cause);
        return Optional.empty();
    }

    /** For other tokens there is no event (KT-AUD-4). */
    private void report(Outcome outcome, String description, ClientModel caller, Optional<HtiToken> hti) {
        Trace trace = Trace.of(session);
        new Audit(session, domain)
                .report(Occurrence.of(
                        Step.INTROSPECT,
                        outcome,
                        description,
                        caller,
                        hti.map(HtiToken::user),
                        hti.map(HtiToken::id).map(trace::named).orElse(trace)));
    }

    private void use(HtiToken hti, ClientModel caller) throws Refusal {
        String realm = session.getContext().getRealm().getId();
        String all = String.join(
                ":", realm, caller.getId(), String.valueOf(hti.issuer().length()), hti.issuer(), hti.id());
        new SingleUse(session)
                .use(PREFIX + HashUtils.sha256UrlEncodedHash(all, StandardCharsets.UTF_8), hti.validity());
    }
}
