/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.time.Duration;
import java.util.Map;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;

import org.smartpack.keycloak.testkit.ClockedServer;
import org.smartpack.keycloak.testkit.MovesTime;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens that were good until they expired: those that are asked about, and those that callers come with. */
class ExpiredTokenIT {

    private static final String MODULE = "module-smart";

    /** That a token lives here. A client's assertion lives longer. */
    private static final Duration LIFE = Duration.ofSeconds(60);

    private static final Map<String, Object> BRIEF =
            Map.of("attributes", Map.of("access.token.lifespan", String.valueOf(LIFE.toSeconds())));

    @MovesTime
    @DisplayName("INTRO-4 INTRO-6 INTRO-FA-3 INTRO-IUA-3 attack 26: an expired token")
    void token(ClockedServer clocked) {
        IntrospectionRealm realm = new IntrospectionRealm(clocked.admin());
        App brief = realm.newApp(BRIEF);
        String token = realm.launched(brief).path("access_token");
        RequestSpecification caller = Caller.basic(IntrospectionRealm.FHIR_SERVER);
        assertThat(realm.asker.active(caller, token)).containsKey("exp");

        clocked.clock().pass(LIFE.plusSeconds(1));

        for (String each : new String[] {IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.AUDITOR}) {
            realm.asker.inactive("expired, " + each, Caller.basic(each), token);
        }
    }

    @MovesTime
    @DisplayName("INTRO-5 attack 26, 27: a caller's token that is expired")
    void callersToken(ClockedServer clocked) {
        IntrospectionRealm realm = new IntrospectionRealm(clocked.admin());
        String token = realm.launched().path("access_token");
        realm.confidential("brief", BRIEF);
        realm.give("brief", "introspect");
        String callers = realm.tokenOf("brief");
        assertThat(realm.asker.active(Caller.bearer(callers), token)).containsKey("exp");

        clocked.clock().pass(LIFE.plusSeconds(1));

        Answers.invalidToken("expired", realm.asker.ask(Caller.bearer(callers), token));
    }

    @MovesTime
    @DisplayName("INTRO-KT-3 attack 26, 27: a caller's token that has expired")
    void callersTokenInDomain(ClockedServer clocked) {
        Domain realm = Domain.create(clocked.admin());
        String token = realm.token("portal").path("access_token");
        realm.client(Domain.SERVICE).change(BRIEF);
        String callers = Client.confidential(realm, Domain.SERVICE).ownToken();
        assertThat(realm.asker().active(Caller.bearer(callers), token)).containsKey("exp");

        clocked.clock().pass(LIFE.plusSeconds(1));

        DomainAnswers.invalidToken("expired", realm.asker().ask(Caller.bearer(callers), token));
    }

    @MovesTime
    @DisplayName("INTRO-KT-6 attack 27: an id_token is inactive once it has expired")
    void idToken(ClockedServer clocked) {
        Domain realm = Domain.create(clocked.admin());
        realm.client(MODULE).changeAttributes(Map.of("access.token.lifespan", String.valueOf(LIFE.toSeconds())));
        String token = realm.module(MODULE)
                .launch(
                        realm.browser(),
                        "practitioner-1",
                        "launch openid fhirUser patient/*.rs",
                        Map.of("patient", "kt-pat-1"))
                .path("id_token");
        assertThat(realm.asker().active(module(realm), token)).containsKey("exp");

        clocked.clock().pass(LIFE.plusSeconds(1));

        realm.asker().inactive("expired", module(realm), token);
    }

    private static RequestSpecification module(Domain realm) {
        return Caller.assertion(
                realm.application(MODULE).assertion(realm.asker().url()).sign());
    }
}
