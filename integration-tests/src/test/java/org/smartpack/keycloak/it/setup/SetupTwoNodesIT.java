/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Cluster;
import org.smartpack.keycloak.testkit.SharedCluster;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The first FHIR servers of a realm, saved on two nodes at once. */
@ExtendWith(SharedCluster.class)
class SetupTwoNodesIT {

    @RepeatedTest(3)
    @DisplayName("SETUP-4: two nodes on which FHIR servers are saved at once both succeed; everything is there once")
    void atOnce(Cluster cluster) throws Exception {
        Admin first = new Admin(cluster.first());
        Realm realm = Realm.create(first);
        List<RealmClient> clients = List.of(
                realm.createClient(RealmContent.plainServer()),
                realm.createClient("other-fhir", Map.of("secret", "other-fhir-secret")));
        List<Admin> nodes = List.of(first, new Admin(cluster.second()));
        List<Callable<Integer>> saves = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Admin node = nodes.get(i);
            // Each node has the realm in its cache, as it was before.
            node.get(realm.path("/client-scopes"));
            node.get(realm.path("/users/profile"));
            String path = "/clients/" + clients.get(i).id() + "/protocol-mappers/models";
            String url = i == 0 ? realm.adminUrl(path) : cluster.onSecond(realm.adminUrl(path));
            Map<String, Object> mapper = Mapper.of(
                    "FHIR server", "smart-fhir-server", Map.of("base.url", "https://" + i + ".example.org/fhir"));
            saves.add(() -> node.request()
                    .contentType(ContentType.JSON)
                    .body(mapper)
                    .post(url)
                    .statusCode());
        }
        assertThat(Set.copyOf(AtOnce.answers(saves))).containsExactly(201);
        new RealmContent(realm).assertComplete();
        for (RealmClient client : clients) {
            assertThat(realm.admin.get(client.path() + "/roles").jsonPath().getList("name"))
                    .hasSize(3);
        }
    }
}
