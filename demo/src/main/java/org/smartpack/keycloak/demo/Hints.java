/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

/** What the demo prints: where to look and what to try. */
final class Hints {

    private Hints() {}

    static String of(Demo demo) {
        return """

                Keycloak SMART Pack: demo
                -------------------------
                Playground     %1$s
                Admin console  %2$s/admin/  (admin / admin; realms "smart", "koppeltaal", "iua", "nz-health")
                FHIR server    %3$s/metadata  (realm "koppeltaal": %4$s/metadata, realm "iua": %5$s/metadata)
                SMART          %3$s/.well-known/smart-configuration

                Launch an app from the small EHR of the playground: choose a patient, press "Launch", sign in as
                drbob (a practitioner), alice (a patient) or carol (related to a patient). Passwords are the names.

                Standalone     %1$sstandalone.html
                Start the app on its own as each of the three: drbob chooses a patient from a list, alice gets her own
                record, carol chooses among those whom she cares for. Each decides what the app may see.

                Koppeltaal     %1$skoppeltaal.html  (realm "koppeltaal"; users patient-1, practitioner-1)
                A portal launches a module with a signed HTI token; see what the module gets for it, and what
                each application's role gives it.

                IHE IUA        %1$siua.html  (realm "iua"; clients healthconnect and iua-app, user drsmith)
                A system gets a token for one resource server; see what it says, opens, and what introspection says.

                New Zealand    %1$snz.html  (realm "nz-health"; a client of each class, user hemi)
                Sign in as each client should, or break a rule of its class, and see who refuses it.

                Try it in a shell: a token with a signed JWT, then what it opens and what it does not.

                  TOKEN=$(curl -s %2$s/realms/smart/protocol/openid-connect/token \\
                    -d grant_type=client_credentials \\
                    --data-urlencode 'scope=system/Observation.rs?category=laboratory' \\
                    -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
                    -d client_assertion=$(curl -s %1$sdemo-only/assertion/bulk-client) \\
                    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -H "Authorization: Bearer $TOKEN" %3$s/Observation?patient=pat-1
                  curl -H "Authorization: Bearer $TOKEN" %3$s/Observation/obs-vit-1
                  curl -H "Authorization: Bearer $TOKEN" %3$s/Patient/pat-1

                Every start is a fresh one. Ctrl-C ends everything.
                """
                .formatted(
                        demo.appUrl(),
                        demo.keycloakUrl(),
                        demo.fhirBaseUrl("smart"),
                        demo.fhirBaseUrl("koppeltaal"),
                        demo.fhirBaseUrl("iua"));
    }
}
