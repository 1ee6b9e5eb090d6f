<#-- Says how long an app will have access, and asks where the realm offers a choice. It stands inside the form. -->
<#import "smart-choice.ftl" as choice>

<#macro block>
<#if access??>
<#if access.choices()?has_content>
<fieldset class="smart-period">
  <legend>${msg("smartPeriodQuestion", choice.appName)}</legend>
  <#list access.choices() as period>
  <div class="smart-option">
    <input type="radio" id="smart-period-${period.value()}" name="period" value="${period.value()}" required<#if period.isTicked()> checked</#if>/>
    <label for="smart-period-${period.value()}">${msg(period.time().key(), period.time().amount())}</label>
  </div>
  </#list>
</fieldset>
<p class="smart-limits">${access.isOffline()?then(msg("smartPeriodSignedOut"), msg("smartPeriodSignedIn"))} <@idle/></p>
<#else>
<p class="smart-limits">
  <#if access.most().isPresent()>
  <#local most = msg(access.most().get().key(), access.most().get().amount())>
  ${access.isOffline()?then(msg("smartPeriodOffline", choice.appName, most), msg("smartPeriodOnline", choice.appName, most))}
  <#else>
  ${msg("smartPeriodUnlimited", choice.appName)}
  </#if>
  <@idle/>
</p>
</#if>
</#if>
</#macro>

<#macro idle>
<#if access.idle().isPresent()>${msg("smartPeriodIdle", msg(access.idle().get().key(), access.idle().get().amount()))}</#if>
</#macro>
