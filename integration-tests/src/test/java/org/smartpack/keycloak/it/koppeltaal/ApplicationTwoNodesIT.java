/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Cluster;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.SharedCluster;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A mapper that is saved on two nodes at once. */
@ExtendWith(SharedCluster.class)
class ApplicationTwoNodesIT {

    @RepeatedTest(3)
    @DisplayName("KT-DOM-8: the algorithms are set, and each node knows them")
    void atOnce(Cluster cluster) throws Exception {
        Admin first = new Admin(cluster.first());
        Admin second = new Admin(cluster.second());
        Realm realm = Realm.create(first, Map.of("clients", List.of(Applications.fhirService(Map.of()))));
        RealmClient client = realm.createClient("planner", Applications.application(ClientKey.rsa(), Map.of()));
        client.changeAttributes(Map.of("access.token.signed.response.alg", "", "smart.jwt.algorithms", ""));
        String models = client.path() + "/protocol-mappers/models";
        Map<String, Object> mapper =
                new LinkedHashMap<>(first.get(models).jsonPath().getMap("[0]"));
        String url = realm.adminUrl("/clients/" + client.id() + "/protocol-mappers/models/" + mapper.get("id"));
        // The second node has the client in its cache, as it was before.
        second.get(client.path());
        // Where both change the same rows, Keycloak itself may fail on one of them.
        assertThat(AtOnce.<Integer>answers(
                        List.of(() -> save(first, url, mapper), () -> save(second, cluster.onSecond(url), mapper))))
                .contains(204);
        Applications.assertSet(client);
        assertThat(Eventually.look(
                        () -> second.get(client.path()).<String>path("attributes.'smart.jwt.algorithms'"),
                        "RS384 ES384 RS512"::equals))
                .isEqualTo("RS384 ES384 RS512");
    }

    private static int save(Admin node, String url, Map<String, Object> mapper) {
        return node.request()
                .contentType(ContentType.JSON)
                .body(mapper)
                .put(url)
                .statusCode();
    }
}
