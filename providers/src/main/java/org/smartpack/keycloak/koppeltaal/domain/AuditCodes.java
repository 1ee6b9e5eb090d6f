/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The DICOM codes for the steps of a login in AuditEvents. Koppeltaal's memo and its proof of concept differ
 * (KT-AUD-2); by default all are 110122, as in the memo.
 *
 * @param authorize at the authorization request
 * @param idpCall when the user is sent to an identity provider
 * @param idpLogin when the identity provider has decided
 * @param introspect when an HTI token is introspected
 */
public record AuditCodes(String authorize, String idpCall, String idpLogin, String introspect) {

    static final String LOGIN = "110122";

    private static final String AUTHORIZE = "audit.code.authorize";
    private static final String IDP_CALL = "audit.code.idp.call";
    private static final String IDP_LOGIN = "audit.code.idp.login";
    private static final String INTROSPECT = "audit.code.introspect";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.\\-]{0,63}");

    static AuditCodes of(Map<String, String> settings) {
        return new AuditCodes(
                code(settings, AUTHORIZE),
                code(settings, IDP_CALL),
                code(settings, IDP_LOGIN),
                code(settings, INTROSPECT));
    }

    private static String code(Map<String, String> settings, String key) {
        String code = settings.getOrDefault(key, "").strip();
        return CODE.matcher(code).matches() ? code : LOGIN;
    }

    static boolean areValid(Map<String, String> settings) {
        return Stream.of(AUTHORIZE, IDP_CALL, IDP_LOGIN, INTROSPECT)
                .map(key -> settings.getOrDefault(key, "").strip())
                .allMatch(code -> code.isEmpty() || CODE.matcher(code).matches());
    }

    /** The settings of the mapper "Koppeltaal domain" for these codes. */
    static ProviderConfigurationBuilder addTo(ProviderConfigurationBuilder properties) {
        property(properties, AUTHORIZE, "authorize", "the authorization request", "110122");
        property(properties, IDP_CALL, "idp call", "sending the user to an identity provider", "110144");
        property(properties, IDP_LOGIN, "idp login", "the identity provider's decision", "110145");
        property(properties, INTROSPECT, "introspect", "the introspection of an HTI token", "110143");
        return properties;
    }

    private static void property(
            ProviderConfigurationBuilder properties, String key, String step, String occasion, String other) {
        properties
                .property()
                .name(key)
                .label("Audit code: " + step)
                .helpText("DICOM code: the subtype of the AuditEvent for " + occasion
                        + ". Koppeltaal's memo on auditing has 110122, its proof of concept " + other + ".")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(LOGIN)
                .add();
    }
}
