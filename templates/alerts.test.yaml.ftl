[=header]
rule_files:
  - "alerts.yaml"
evaluation_interval: [=interval]
tests:
<#list tests as test>
  - name: [=test.name]
    interval: "1m"
<#if test.series?has_content>
    input_series:
<#list test.series as each>
      - series: [=each.series]
        values: [=each.values]
</#list>
<#else>
    input_series: []
</#if>
    promql_expr_test:
<#list test.expectations as each>
      - expr: [=each.expression]
        eval_time: [=end]
<#if test.fires>
        exp_samples:
          - labels: "{}"
            value: 1
<#else>
        exp_samples: []
</#if>
</#list>
</#list>
